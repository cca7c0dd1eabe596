// What every script and every shell begins with: the verbs, the words of a strategy, and the usual parts of the JDK.
import static trysail.Trysail.*;
import trysail.model.*;
import trysail.order.OnStop;
import trysail.session.*;
import trysail.simulator.Fault;
import trysail.simulator.FeedSpec;
import trysail.simulator.Speed;
import trysail.strategy.*;
import java.math.*;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.stream.*;
