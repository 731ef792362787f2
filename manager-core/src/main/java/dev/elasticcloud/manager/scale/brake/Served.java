package dev.elasticcloud.manager.scale.brake;

/// The throughput of a given number of nodes while jobs waited.
///
/// @param seconds the total length of all intervals
/// @param pieces the number of intervals
/// @param scatter Pearson's chi-square of the intervals' counts against their common rate
/// @param jobSeconds how long a job took, by Little's law: jobs that ran over the rate at which they
///     ended; 0 when none ended
record Served(
        int nodes, double jobs, double seconds, int pieces, double scatter, double jobSeconds) {

    double rate() {
        return seconds > 0 ? jobs / seconds : 0;
    }

    /// Combined with the throughput of fewer nodes. The combined rate is no higher than that of
    /// these alone, but it is based on more jobs.
    Served with(Served fewer) {
        double both = jobs + fewer.jobs;
        return new Served(
                nodes,
                both,
                seconds + fewer.seconds,
                pieces + fewer.pieces - 1,
                scatter + fewer.scatter,
                both > 0 ? (jobSeconds * jobs + fewer.jobSeconds * fewer.jobs) / both : 0);
    }

    /// Sums up the counts of intervals.
    static final class Tally {
        private double jobs;
        private double seconds;
        private double squares;
        private double running;
        private int pieces;

        void add(ServiceHistory.Piece piece) {
            jobs += piece.jobs();
            seconds += piece.seconds();
            squares += piece.jobs() * piece.jobs() / piece.seconds();
            running += piece.running() * piece.seconds();
            pieces++;
        }

        double jobSeconds() {
            return jobs > 0 ? running / jobs : 0;
        }

        Served of(int nodes) {
            return new Served(nodes, jobs, seconds, pieces, scatter(), jobSeconds());
        }

        private double scatter() {
            return jobs > 0 ? Math.max(0, squares * seconds / jobs - jobs) : 0;
        }
    }
}
