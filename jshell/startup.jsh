// What every script and every shell begins with: the verbs, the words of a strategy, and the usual parts of the JDK.
import static trysail.Trysail.*;
import trysail.model.*;
import trysail.order.OnStop;
import trysail.risk.RiskLimits;
import trysail.risk.RiskRule;
import trysail.session.*;
import trysail.look.*;
import trysail.receipt.*;
import trysail.words.*;
import trysail.fault.Fault;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.strategy.*;
import java.math.*;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.stream.*;
