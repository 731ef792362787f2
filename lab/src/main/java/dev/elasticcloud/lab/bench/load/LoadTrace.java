package dev.elasticcloud.lab.bench.load;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.scale.trial.RecordedLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Recorded load from a file with `time_s,requests` in each line after the first; the requests of a
/// step are spread evenly over it. A file with `time_s,rate` holds the turning points of a model:
/// between them the rate follows half a cosine, constant within each minute.
public record LoadTrace(String name, double[] perSecond) {

    private static final int MODEL_STEP = 60;
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    public static LoadTrace read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw refused(file, "it cannot be read: " + e.getMessage());
        }
        if (lines.size() < 3) {
            throw refused(file, "it needs a line of names and at least two lines of figures");
        }
        int rows = lines.size() - 1;
        double[] times = new double[rows];
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            try {
                times[i] = Double.parseDouble(cells[0]);
                values[i] = Double.parseDouble(cells[1]);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw refused(file, "line " + (i + 2) + " is not 'time_s,requests'");
            }
            if (i > 0 && times[i] <= times[i - 1] || values[i] < 0) {
                throw refused(file, "line " + (i + 2) + " goes back in time or is negative");
            }
        }
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return new LoadTrace(
                name,
                lines.getFirst().contains("rate") ? between(times, values) : spread(times, values));
    }

    private static double[] spread(double[] times, double[] values) {
        double lastStep = times[1] - times[0];
        double[] load = new double[(int) (times[times.length - 1] + lastStep)];
        for (int i = 0; i < times.length; i++) {
            int from = (int) times[i];
            int until = i + 1 < times.length ? (int) times[i + 1] : load.length;
            Arrays.fill(load, from, until, values[i] / (until - from));
        }
        return load;
    }

    private static double[] between(double[] times, double[] values) {
        double[] load = new double[(int) times[times.length - 1]];
        int knot = 0;
        for (int second = 0; second < load.length; second++) {
            int at = second / MODEL_STEP * MODEL_STEP;
            while (knot + 2 < times.length && times[knot + 1] <= at) {
                knot++;
            }
            double part = Math.max(0, (at - times[knot]) / (times[knot + 1] - times[knot]));
            double weight = (1 - Math.cos(Math.PI * part)) / 2;
            load[second] = values[knot] + (values[knot + 1] - values[knot]) * weight;
        }
        return load;
    }

    /// The load in nodes, scaled so that its peak needs this many.
    public RecordedLoad load(int peakNodes) {
        double highest = Arrays.stream(perSecond).max().orElse(0);
        if (highest <= 0) {
            throw new CloudException(
                    ErrorCode.INVALID, "Trace " + name + " has no load: give another");
        }
        double[] nodes = new double[perSecond.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = perSecond[i] / highest * peakNodes;
        }
        return new RecordedLoad(START, nodes, 1);
    }

    private static CloudException refused(Path file, String why) {
        return new CloudException(
                ErrorCode.INVALID,
                "Trace %s: %s; it should hold 'time_s,requests' in each line after the first"
                        .formatted(file, why));
    }
}
