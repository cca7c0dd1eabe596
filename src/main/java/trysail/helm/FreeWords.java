package trysail.helm;

/** A command whose words are another's, or anybody's: from the first plain word on, nothing is an option of its own. */
public interface FreeWords {}
