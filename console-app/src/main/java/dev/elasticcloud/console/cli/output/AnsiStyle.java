package dev.elasticcloud.console.cli.output;

/// The styles of the command line's output. They only repeat what the text says.
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
