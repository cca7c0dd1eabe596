package trysail.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.ExchangeClient;
import trysail.exchange.Listed;
import trysail.exchange.MarketFeed;
import trysail.exchange.Venue;
import trysail.exchange.VenueProvider;
import trysail.model.Instrument;
import trysail.order.OnStop;
import trysail.provider.Skipped;
import trysail.risk.RuleProvider;
import trysail.scope.StopReason;
import trysail.session.AccountKind;
import trysail.session.Place;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.strategy.Strategies;
import trysail.strategy.StrategyProvider;
import trysail.venue.Venues;
import trysail.words.BadInput;

/** What the pages for authors of venues, strategies and rules show, compiled outside the product and run. */
class OwnVenueTest {
    @TempDir
    private Path folder;

    private final Sessions sessions = new Sessions();

    private SessionSpec paper() {
        return SessionSpec.paper().journal(folder.resolve("journal")).lasting(Duration.ofSeconds(60));
    }

    private Guest guest() throws Exception {
        var sources = List.of("venue.md", "strategy.md", "rule.md").stream()
                .flatMap(page -> Page.site("library/" + page).sources().stream())
                .toList();
        return Guest.of(folder, sources)
                .lists(VenueProvider.class, "guest.CoinTossProvider")
                .lists(StrategyProvider.class, "guest.BuyOnce")
                .lists(RuleProvider.class, "guest.FewLots");
    }

    @Test
    void aVenueOfAHundredLinesOutsideTheJarRunsAPaperSession() throws Exception {
        assertThat(Page.site("library/venue.md").sources().getFirst().text().lines())
                .hasSizeLessThan(100);
        try (var guest = guest()) {
            var venue = (Venue) guest.make("guest.CoinToss", 7L, 1L);

            var receipt = tradedAndStopped(paper().venue(venue).strategy("buy-once"));

            assertThat(receipt.fills()).isEqualTo(2); // bought, and sold by the stop
            assertThat(receipt.marketEvents()).isGreaterThan(2);
            assertThat(receipt.exitCode()).isZero();
            assertThat(receipt.left().isEmpty()).isTrue();
            assertThat(receipt.errors()).isEmpty();
        }
    }

    @Test
    void venueStrategyAndRuleAreChosenByNameWithOptions() throws Exception {
        try (var guest = guest()) {
            var spec = paper().venue("coin-toss,seed=3,pause=1").strategy("buy-once,lots=2");
            assertThat(spec.venue()).isEqualTo("coin-toss");
            assertThat(spec.place()).isInstanceOf(Place.Own.class);
            assertThat(spec.account()).isEqualTo(AccountKind.PAPER);

            assertThat(tradedAndStopped(spec).exitCode()).isZero();

            try (var held = sessions.start(spec.rule("few-lots,most=1"))) {
                awaitUntil(() -> held.snapshot().vitals().denied() > 0);
                assertThat(held.snapshot().fills()).isZero();
                assertThat(held.risk().rules()).anySatisfy(rule -> {
                    assertThat(rule.name()).isEqualTo("few-lots");
                    assertThat(rule.denied()).isPositive();
                });
            }
        }
    }

    @Test
    void whatIsWrongWithAChoiceIsSaidInOneLine() throws Exception {
        try (var guest = guest()) {
            assertThatThrownBy(() -> paper().venue("coin-tos"))
                    .isInstanceOf(BadInput.class)
                    .hasMessage("unknown venue 'coin-tos'; did you mean 'coin-toss'?");
            assertThatThrownBy(() -> paper().venue("coin-toss,sed=1"))
                    .hasMessage("venue coin-toss has no option 'sed': did you mean 'seed'?");
            assertThatThrownBy(() -> paper().rule("few-lots,most=0"))
                    .hasMessage("rule few-lots: most=0 must be a number from 1 to 1000000 (lots of one order)");
            assertThatThrownBy(() -> paper().dialect("binance-usdm").venue("coin-toss"))
                    .hasMessageContaining("a dialect is chosen for the simulator alone");
            assertThatThrownBy(() -> paper().venue("coin-toss")
                            .at(java.net.URI.create("http://127.0.0.1:1"), java.net.URI.create("ws://127.0.0.1:1")))
                    .hasMessageContaining("knows by itself where it is");
        }
    }

    @Test
    void aVenueThatCannotSayWhoItIsIsRefused() {
        assertThatThrownBy(() -> paper().venue(named("binance-usdm"))).hasMessageContaining("comes with Trysail");
        assertThatThrownBy(() -> paper().venue(named("simulator"))).hasMessageContaining("comes with Trysail");
        assertThatThrownBy(() -> paper().venue(named("Coin Toss"))).hasMessageContaining("must be lower-case");
        assertThatThrownBy(() -> paper().venue(new Dumb() {
                    @Override
                    public String name() {
                        throw new IllegalStateException("no name today");
                    }
                }))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cannot say who it is: IllegalStateException: no name today");
    }

    @Test
    void aFeedThatThrowsEndsItsSessionWithThatCause() throws Exception {
        var venue = new Dumb() {
            @Override
            public MarketFeed feed(List<Instrument> instruments) {
                return out -> {
                    throw new IllegalStateException("the wire is cut");
                };
            }
        };
        var receipt = sessions.start(paper().venue(venue)).await();
        assertThat(receipt.reason()).isInstanceOf(StopReason.Failed.class);
        assertThat(receipt.errors()).anySatisfy(e -> assertThat(e).contains("the wire is cut"));
        assertThat(receipt.exitCode()).isEqualTo(1);
    }

    @Test
    void aFeedThatReturnsIsAtItsEnd() throws Exception {
        var venue = new Dumb() {
            @Override
            public MarketFeed feed(List<Instrument> instruments) {
                return out -> {};
            }
        };
        var receipt = sessions.start(paper().venue(venue)).await();
        assertThat(receipt.reason()).isInstanceOf(StopReason.FeedEnded.class);
        assertThat(receipt.exitCode()).isZero();
    }

    @Test
    void brokenProvidersAreSkippedByNameAndTheOthersAreThere() throws Exception {
        var throwing = source("Throwing", "throw new IllegalStateException(\"not today\");");
        var twice = source("Twice", "return \"buy-once\";");
        var shipped = source("Shipped", "return \"quoter\";");
        var unfit = source("Unfit", "return \"Unfit Name\";");
        var sources = new java.util.ArrayList<>(List.of(throwing, twice, shipped, unfit));
        sources.addAll(Page.site("library/strategy.md").sources());
        try (var guest = Guest.of(folder, sources)) {
            guest.lists(
                    StrategyProvider.class,
                    "guest.Throwing",
                    "guest.Nowhere",
                    "guest.BuyOnce",
                    "guest.Twice",
                    "guest.Shipped",
                    "guest.Unfit");

            var offers = Strategies.offers();

            assertThat(offers.names()).containsExactly("crossover", "quoter", "buy-once");
            assertThat(offers.skipped().stream().map(Skipped::toString))
                    .anySatisfy(
                            s -> assertThat(s).isEqualTo("guest.Throwing is skipped: IllegalStateException: not today"))
                    .anySatisfy(s -> assertThat(s).contains("guest.Nowhere").contains("not found"))
                    .contains(
                            "guest.Twice is skipped: there is a strategy 'buy-once' already",
                            "guest.Shipped is skipped: there is a strategy 'quoter' already",
                            "guest.Unfit is skipped: its name 'Unfit Name' must be lower-case letters, digits and '-',"
                                    + " 32 at most")
                    .hasSize(5);
            assertThatThrownBy(() -> paper().strategy("absent"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("guest.Throwing is skipped: IllegalStateException: not today");
        }
    }

    @Test
    void theFileThatListsProvidersMayBeRubbish() throws Exception {
        try (var guest = Guest.of(folder, Page.site("library/strategy.md").sources())) {
            guest.lists(StrategyProvider.class, "this is no class name", "guest.BuyOnce");
            assertThat(Strategies.names()).startsWith("crossover", "quoter");
            assertThat(Strategies.offers().skipped()).isNotEmpty();
            assertThat(Venues.provided().skipped()).isEmpty();
        }
    }

    private static Page.Snippet source(String type, String name) {
        return new Page.Snippet("java", """
                package guest;
                import trysail.provider.OptionValues;
                import trysail.strategy.*;
                public final class %s implements StrategyProvider {
                    public String name() { %s }
                    public String about() { return ""; }
                    public Strategy make(OptionValues options) { return (e, s) -> java.util.List.of(); }
                }
                """.formatted(type, name));
    }

    private static Venue named(String name) {
        return new Dumb() {
            @Override
            public String name() {
                return name;
            }
        };
    }

    /** Lists nothing that moves. */
    private static class Dumb implements Venue {
        private static final java.math.BigDecimal CENT = new java.math.BigDecimal("0.01");

        @Override
        public String name() {
            return "dumb";
        }

        @Override
        public ExchangeClient client() {
            return deadline -> Listed.of(List.of(new Instrument("DUMB-USDT", CENT, CENT, CENT, CENT)));
        }

        @Override
        public MarketFeed feed(List<Instrument> instruments) {
            return out -> Thread.sleep(60_000);
        }
    }

    private trysail.receipt.Receipt tradedAndStopped(SessionSpec spec) throws InterruptedException {
        try (var session = sessions.start(spec.onStop(OnStop.FLATTEN))) {
            awaitUntil(() -> session.snapshot().fills() > 0 || session.receipt().isPresent());
            return session.stop();
        }
    }

    private static void awaitUntil(java.util.concurrent.Callable<Boolean> condition) throws InterruptedException {
        var deadline = trysail.scope.SessionClock.SYSTEM.deadline(Duration.ofSeconds(30));
        try {
            while (!condition.call()) {
                assertThat(deadline.expired()).as("it took more than 30 s").isFalse();
                trysail.scope.SessionClock.SYSTEM.sleep(Duration.ofMillis(5));
            }
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
