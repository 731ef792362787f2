package dev.elasticcloud.manager.docker.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the line of a Dockerfile that a step comes from, which the builders do not tell.
final class DockerfilePlace {

    private DockerfilePlace() {}

    /// @param step such as `[2/5] RUN make`
    /// @return empty unless exactly one instruction reads as the step does, which one with variables
    ///     or a document in it does not
    static Optional<Integer> of(Path dockerfile, String step) {
        String wanted = plain(step.replaceFirst("^\\[[^]]*] ", ""));
        int found = 0;
        int begin = 0;
        int number = 0;
        StringBuilder instruction = new StringBuilder();
        try {
            for (String line : Files.readString(dockerfile).split("\\R", -1)) {
                number++;
                String text = line.strip();
                if (text.startsWith("#") || text.isEmpty()) {
                    continue;
                }
                begin = instruction.isEmpty() ? number : begin;
                boolean continues = text.endsWith("\\");
                instruction.append(continues ? text.substring(0, text.length() - 1) : text);
                instruction.append(' ');
                if (continues) {
                    continue;
                }
                if (plain(instruction.toString()).equalsIgnoreCase(wanted)) {
                    if (found > 0) {
                        return Optional.empty();
                    }
                    found = begin;
                }
                instruction.setLength(0);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return found > 0 ? Optional.of(found) : Optional.empty();
    }

    private static String plain(String instruction) {
        return instruction.strip().replaceAll("\\s+", " ");
    }
}
