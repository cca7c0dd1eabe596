package trysail.library;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import trysail.Trysail;
import trysail.exchange.ExchangeException;
import trysail.exchange.VenueProvider;
import trysail.listen.SessionListener;
import trysail.risk.RuleProvider;
import trysail.session.SessionSpec;
import trysail.strategy.Strategies;
import trysail.strategy.StrategyProvider;
import trysail.words.BadInput;
import trysail.words.NotNow;

/** What a user may rely on: where it begins, and every type that its public signatures lead to. */
final class PublicApi {
    /** Where it begins. */
    static final List<Class<?>> DOORS = List.of(
            Trysail.class,
            SessionSpec.class,
            SessionListener.class,
            VenueProvider.class,
            StrategyProvider.class,
            RuleProvider.class,
            Strategies.class,
            ExchangeException.class,
            BadInput.class,
            NotNow.class);

    /** What every record and every enum has. */
    private static final Set<String> OF_ALL = Set.of("equals", "hashCode", "toString", "valueOf", "values");

    private static final Pattern OURS = Pattern.compile("trysail(?:\\.[a-z][a-z0-9]*)*(?:\\.[A-Z]\\w*)(?:\\$\\w+)*");

    private PublicApi() {}

    /** Each type, by its name, with a line for each of its public members. */
    static TreeMap<String, List<String>> signatures() throws ClassNotFoundException {
        var all = new TreeMap<String, List<String>>();
        var next = new ArrayDeque<>(DOORS);
        while (!next.isEmpty()) {
            var type = next.pop();
            if (all.containsKey(type.getName())) {
                continue;
            }
            var lines = lines(type);
            all.put(type.getName(), lines);
            for (var line : lines) {
                for (var name : mentioned(line)) {
                    next.add(Class.forName(name));
                }
            }
        }
        return all;
    }

    private static Set<String> mentioned(String line) {
        var found = new TreeSet<String>();
        OURS.matcher(line).results().forEach(r -> found.add(r.group()));
        return found;
    }

    private static List<String> lines(Class<?> type) {
        var lines = new ArrayList<String>();
        lines.add(type.toGenericString()
                + Stream.of(type.getGenericInterfaces())
                        .map(i -> " is a " + i.getTypeName())
                        .sorted()
                        .toList()
                + (type.getPermittedSubclasses() == null
                        ? ""
                        : Stream.of(type.getPermittedSubclasses())
                                .map(Class::getName)
                                .sorted()
                                .toList()));
        Stream.of(type.getDeclaredFields())
                .filter(PublicApi::shown)
                .map(Field::toGenericString)
                .sorted()
                .forEach(lines::add);
        Stream.of(type.getDeclaredConstructors())
                .filter(PublicApi::shown)
                .map(Constructor::toGenericString)
                .sorted()
                .forEach(lines::add);
        Stream.of(type.getDeclaredMethods())
                .filter(m -> shown(m) && !m.isBridge() && !OF_ALL.contains(m.getName()))
                .map(Method::toGenericString)
                .sorted()
                .forEach(lines::add);
        return lines;
    }

    private static boolean shown(Member member) {
        return !member.isSynthetic()
                && (Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()));
    }
}
