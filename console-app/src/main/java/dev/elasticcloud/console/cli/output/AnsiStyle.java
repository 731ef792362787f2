package dev.elasticcloud.console.cli.output;

/// The few colours of the command line; they say nothing that the words do not say.
public enum AnsiStyle {
    PLAIN(""),
    GOOD("32"),
    WARNING("33"),
    BAD("31"),
    FAINT("2"),
    STRONG("1");

    private final String code;

    AnsiStyle(String code) {
        this.code = code;
    }

    public String paint(String text) {
        return code.isEmpty() || text.isEmpty()
                ? text
                : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
