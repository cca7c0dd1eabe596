/** What a long run leaves behind: cycles, flapping venues and floods, watched, drawn and judged. */
package trysail.soak;
