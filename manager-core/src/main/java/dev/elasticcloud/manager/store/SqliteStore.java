package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.spi.AuditLog;
import dev.elasticcloud.manager.spi.DecisionLog;
import dev.elasticcloud.manager.spi.EventLog;
import dev.elasticcloud.manager.spi.EvidenceLog;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.SpecStore;
import dev.elasticcloud.manager.spi.StoreHealth;
import dev.elasticcloud.manager.spi.TokenBook;
import dev.elasticcloud.manager.spi.UsageLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Stores all data of a cloud in one SQLite file: its spec, jobs, decisions, events, usage, tokens
/// and audit log.
///
/// A change is committed when its call returns, and then survives any end of the process. Changes
/// share one connection and its lock; long reads have their own connection, so that they delay no
/// change.
public final class SqliteStore implements AutoCloseable {

    private static final Duration DAMAGE_SHOWN = Duration.ofMinutes(15);

    private final Database database;
    private final Database reader;
    private final ManagerClock clock;
    private final String notice;

    /// In steady time.
    private final Instant shownUntil;

    private final SpecStore specs;
    private final JobLedger jobs;
    private final DecisionLog decisions;
    private final EvidenceLog evidence;
    private final EventLog events;
    private final SqliteAccess access;
    private final UsageLog usage;

    private SqliteStore(Database database, Database reader, ManagerClock clock, String notice) {
        this.database = database;
        this.reader = reader;
        this.clock = clock;
        this.notice = notice;
        this.shownUntil = clock.steady().plus(DAMAGE_SHOWN);
        StoreJson json = new StoreJson();
        this.specs = new SqliteSpecs(database, json);
        JobPruning pruning = new JobPruning(clock, JobPruning.KEPT, JobPruning.LONGEST);
        this.jobs = new SqliteJobs(database, reader, json, pruning);
        SqliteChain chain = new SqliteChain(database, reader, json, SqliteChain.KEPT);
        this.evidence = chain;
        this.decisions =
                new SqliteDecisions(database, reader, json, chain, SqliteDecisions.KEPT_PER_POD);
        this.events = new SqliteEvents(database, reader);
        this.access = new SqliteAccess(database);
        this.usage = new SqliteUsage(database, reader, clock);
    }

    /// Opens the file, or creates it with its folder. Checks the whole file; a damaged one is moved to
    /// `<file>.corrupt-<timestamp>`, and a new one is created.
    public static SqliteStore open(Path file, ManagerClock clock) {
        SqliteFile.Opened opened = new SqliteFile(file, clock).open();
        Database database = new Database(file.toString(), opened.connection(), clock);
        try {
            Database reader = new Database(file.toString(), SqliteFile.openAgain(file), clock);
            return new SqliteStore(database, reader, clock, opened.notice());
        } catch (RuntimeException e) {
            try (database) {
                throw e;
            }
        }
    }

    /// Opens the file with this machine's clock.
    public static SqliteStore open(Path file) {
        return open(file, ManagerClock.system());
    }

    /// A store in memory.
    public static SqliteStore inMemory() {
        return inMemory(ManagerClock.system());
    }

    /// A store in memory, with the caller's clock.
    public static SqliteStore inMemory(ManagerClock clock) {
        Database database = new Database("in memory", SqliteFile.openInMemory(), clock);
        return new SqliteStore(database, database, clock, "");
    }

    public SpecStore specs() {
        return specs;
    }

    public JobLedger jobs() {
        return jobs;
    }

    public DecisionLog decisions() {
        return decisions;
    }

    public EvidenceLog evidence() {
        return evidence;
    }

    public EventLog events() {
        return events;
    }

    public UsageLog usage() {
        return usage;
    }

    public TokenBook tokens() {
        return access;
    }

    public AuditLog audit() {
        return access;
    }

    public StoreHealth health() {
        return new StoreHealth() {
            @Override
            public Optional<Problem> problem() {
                return database.problem();
            }

            @Override
            public Optional<Problem> damage() {
                Duration left = Duration.between(clock.steady(), shownUntil);
                return left.isPositive()
                        ? notice().map(
                                        n ->
                                                new Problem(
                                                        Subject.STORE,
                                                        n,
                                                        1,
                                                        clock.instant().plus(left)))
                        : Optional.empty();
            }
        };
    }

    /// What the owner should know about the opening, such as a damaged file that was moved aside.
    public Optional<String> notice() {
        return notice.isEmpty() ? Optional.empty() : Optional.of(notice);
    }

    @Override
    public void close() {
        try (database) {
            reader.close();
        }
    }
}
