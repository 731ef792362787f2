package dev.elasticcloud.manager.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import dev.elasticcloud.manager.model.AddedLater;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Requires each component of a record to be present and not null, except those marked nullable or
/// added later.
final class RequiredFields extends AddedLaterFields {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        return isDemanded(member) ? Boolean.TRUE : super.hasRequiredMarker(member);
    }

    @Override
    public JsonSetter.@Nullable Value findSetterInfo(Annotated annotated) {
        return isDemanded(annotated)
                ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                : super.findSetterInfo(annotated);
    }

    private static boolean isDemanded(Annotated annotated) {
        if (!(annotated instanceof AnnotatedParameter parameter)) {
            return false;
        }
        boolean isRecord = parameter.getDeclaringClass().isRecord();
        return isRecord
                && parameter.getRawType() != OptionalDouble.class
                && parameter.getRawType() != OptionalLong.class
                && !parameter.hasAnnotation(AddedLater.class)
                && parameter.getOwner().getMember() instanceof Executable maker
                && !isNullable(maker.getAnnotatedParameterTypes()[parameter.getIndex()]);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
