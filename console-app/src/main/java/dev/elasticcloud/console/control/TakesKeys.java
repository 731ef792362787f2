package dev.elasticcloud.console.control;

/// A control that uses every key itself. The window's shortcuts wait while it has the focus.
public interface TakesKeys {}
