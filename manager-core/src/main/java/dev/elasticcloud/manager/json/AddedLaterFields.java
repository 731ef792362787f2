package dev.elasticcloud.manager.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.elasticcloud.manager.model.AddedLater;
import org.jspecify.annotations.Nullable;

/// Lets a number or a boolean of a record be absent if it was added later: it is then 0 or false,
/// and the record supplies the meaning of that. All other numbers and booleans must be there.
class AddedLaterFields extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.@Nullable Value findSetterInfo(Annotated annotated) {
        return annotated instanceof AnnotatedParameter parameter
                        && parameter.getRawType().isPrimitive()
                        && parameter.hasAnnotation(AddedLater.class)
                ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
                : super.findSetterInfo(annotated);
    }
}
