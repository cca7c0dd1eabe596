package trysail.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import trysail.machine.Stacks;
import trysail.scope.Threads;

/** The threads of a run that came through the door: all virtual, all scheduled, whatever they would be elsewhere. */
final class RunThreads implements Threads {
    private static final int FEW = 64;

    private final Executor scheduler;
    private final List<Throwable> uncaught = new ArrayList<>();
    private List<Thread> threads = new ArrayList<>();
    private int sweepAt = FEW;

    RunThreads(Executor scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Thread virtual(String name, Runnable body) {
        return virtual(scheduler, name, body);
    }

    private Thread virtual(Executor scheduler, String name, Runnable body) {
        var thread = JdkDoor.opened()
                .builder(scheduler)
                .name(name)
                .uncaughtExceptionHandler((t, e) -> uncaught(e))
                .unstarted(body);
        enter(thread);
        return thread;
    }

    @Override
    public Thread platform(String name, Runnable body) {
        return virtual(name, body);
    }

    /** The same crew, each of whose new threads has this scheduler. */
    Threads on(ProcessThreads berth) {
        return new Threads() {
            @Override
            public Thread virtual(String name, Runnable body) {
                return RunThreads.this.virtual(berth, name, body);
            }

            @Override
            public Thread platform(String name, Runnable body) {
                return virtual(name, body);
            }
        };
    }

    private void uncaught(Throwable e) {
        if (!(e instanceof Over)) {
            uncaught.add(e);
        }
    }

    private void enter(Thread thread) {
        threads.add(thread);
        if (threads.size() >= sweepAt) {
            threads.removeIf(t -> t.getState() == Thread.State.TERMINATED);
            sweepAt = Math.max(FEW, 2 * threads.size());
        }
    }

    /** Those that were started and have not ended. */
    List<Thread> alive() {
        threads = new ArrayList<>(threads);
        threads.removeIf(t -> t.getState() == Thread.State.TERMINATED);
        return threads.stream().filter(t -> t.getState() != Thread.State.NEW).toList();
    }

    /** Those of them whose process was not killed. */
    List<Thread> working() {
        return alive().stream()
                .filter(t -> !(JdkDoor.opened().scheduler(t) instanceof ProcessThreads berth && berth.isSunk()))
                .toList();
    }

    List<Throwable> uncaught() {
        return List.copyOf(uncaught);
    }

    /** Each that has not ended and whose process lives, with its stack. */
    List<String> stacks() {
        return working().stream()
                .map(t -> "  " + t.getName() + " " + t.getState() + "\n"
                        + Stacks.of(t).lines().map(l -> "    " + l).collect(Collectors.joining("\n")))
                .toList();
    }
}
