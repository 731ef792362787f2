package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.spi.AuditLog;
import dev.elasticcloud.manager.spi.DecisionLog;
import dev.elasticcloud.manager.spi.EventLog;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.SpecStore;
import dev.elasticcloud.manager.spi.TokenBook;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// What a cloud remembers, in one SQLite file: what its owner wants, its jobs, its decisions
/// and what happened.
///
/// A change is committed when its call returns, and then survives the end of the process however
/// it comes. All parts share one connection and one lock.
public final class SqliteStore implements AutoCloseable {

    private final Database database;
    private final String notice;
    private final SpecStore specs;
    private final JobLedger jobs;
    private final DecisionLog decisions;
    private final EventLog events;
    private final SqliteAccess access;

    private SqliteStore(Database database, InstantSource clock, String notice) {
        this.database = database;
        this.notice = notice;
        SpecJson json = new SpecJson();
        this.specs = new SqliteSpecs(database, json);
        JobPruning pruning = new JobPruning(clock, JobPruning.KEPT, JobPruning.LONGEST);
        this.jobs = new SqliteJobs(database, json, pruning);
        this.decisions = new SqliteDecisions(database, json, SqliteDecisions.KEPT_PER_POD);
        this.events = new SqliteEvents(database);
        this.access = new SqliteAccess(database);
    }

    /// Opens the file, or makes it with its folder. The whole file is checked; one that is damaged
    /// is put aside as `<file>.corrupt-<timestamp>` and a new one begun.
    public static SqliteStore open(Path file) {
        InstantSource clock = InstantSource.system();
        SqliteFile.Opened opened = new SqliteFile(file, clock).open();
        Database database = new Database(file.toString(), opened.connection());
        return new SqliteStore(database, clock, opened.notice());
    }

    /// A store that ends with its process.
    public static SqliteStore inMemory() {
        Database database = new Database("in memory", SqliteFile.openInMemory());
        return new SqliteStore(database, InstantSource.system(), "");
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

    public EventLog events() {
        return events;
    }

    public TokenBook tokens() {
        return access;
    }

    public AuditLog audit() {
        return access;
    }

    /// What the owner should know about the opening, such as a damaged file put aside.
    public Optional<String> notice() {
        return notice.isEmpty() ? Optional.empty() : Optional.of(notice);
    }

    @Override
    public void close() {
        database.close();
    }
}
