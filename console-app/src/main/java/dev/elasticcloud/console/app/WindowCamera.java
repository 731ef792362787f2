package dev.elasticcloud.console.app;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// Takes pictures of a scene in any size, with or without a window.
public final class WindowCamera {

    private WindowCamera() {}

    /// Writes a scene as a PNG of exactly this size. Call it on the FX thread.
    public static void shoot(Scene scene, int width, int height, Path png) {
        Parent root = scene.getRoot();
        double shownWidth = root.getLayoutBounds().getWidth();
        double shownHeight = root.getLayoutBounds().getHeight();
        lay(scene, width, height);
        SnapshotParameters frame = new SnapshotParameters();
        frame.setFill(scene.getFill());
        frame.setViewport(new Rectangle2D(0, 0, width, height));
        WritableImage image = root.snapshot(frame, new WritableImage(width, height));
        if (scene.getWindow() != null) {
            root.resize(shownWidth, shownHeight);
        }
        write(SwingFXUtils.fromFXImage(image, null), png);
    }

    /// Lays out a scene in a given size, as if its window had that size.
    static void lay(Scene scene, int width, int height) {
        Parent root = scene.getRoot();
        root.resize(width, height);
        // A node's size may depend on styles that apply only after the first layout.
        for (int pass = 0; pass < 3; pass++) {
            root.applyCss();
            root.layout();
        }
    }

    private static void write(BufferedImage image, Path png) {
        try {
            Path folder = png.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!ImageIO.write(image, "png", png.toFile())) {
                throw new CloudException(ErrorCode.UNAVAILABLE, text("app.windowCamera.noPng"));
            }
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(png, "be written", e), e);
        }
    }
}
