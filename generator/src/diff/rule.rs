//! The kinds of change.

use serde::{Serialize, Serializer};

macro_rules! rules {
    ($($(#[$docs:meta])* $rule:ident = $code:literal,)*) => {
        /// A kind of change. Each has a case under `tests/cases/diff`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule {
            $($(#[$docs])* $rule,)*
        }

        impl Rule {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$rule),*];

            /// The name for programs, such as `property-added`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$rule => $code,)*
                }
            }
        }
    };
}

rules! {
    /// There is another operation.
    OperationAdded = "operation-added",
    /// An operation is gone.
    OperationRemoved = "operation-removed",
    /// What is sent is the same, but its `operationId` is another.
    OperationRenamed = "operation-renamed",
    /// It is another HTTP method.
    MethodChanged = "method-changed",
    /// It is another path.
    PathChanged = "path-changed",
    /// Requests carry the api-version now, or no longer.
    ApiVersionChanged = "api-version-changed",
    /// The success has another status.
    SuccessStatusChanged = "success-status-changed",
    /// The success has another body.
    SuccessBodyChanged = "success-body-changed",
    /// Errors have another body.
    ErrorBodyChanged = "error-body-changed",
    /// The answers are pages now.
    PagingAdded = "paging-added",
    /// The answers are no pages any more.
    PagingRemoved = "paging-removed",
    /// Items or links stand elsewhere in a page.
    PagingChanged = "paging-changed",
    /// Tokens are for another scope.
    ScopeChanged = "scope-changed",
    /// Clients may send it twice now, or no longer.
    RepeatableChanged = "repeatable-changed",
    /// The service goes on working after its answer now, or no longer.
    LongRunningChanged = "long-running-changed",
    /// There is another parameter.
    ParameterAdded = "parameter-added",
    /// A parameter is gone.
    ParameterRemoved = "parameter-removed",
    /// A parameter is sent in another part of the request, or under another name.
    ParameterMoved = "parameter-moved",
    /// The methods of clients take the parameters in another order.
    ParametersReordered = "parameters-reordered",
    /// A parameter has another name in Rust.
    ParameterRenamed = "parameter-renamed",
    /// A parameter has another type.
    ParameterTypeChanged = "parameter-type-changed",
    /// A parameter must be given now.
    ParameterRequired = "parameter-required",
    /// A parameter may be left out now.
    ParameterOptional = "parameter-optional",
    /// There is a body now.
    BodyAdded = "body-added",
    /// There is no body any more.
    BodyRemoved = "body-removed",
    /// The body is another model, or has another name in Rust.
    BodyChanged = "body-changed",
    /// The body must be given now, or need not.
    BodyRequirednessChanged = "body-requiredness-changed",
    /// Methods take the body as a whole now, or its one property.
    BodyFlatteningChanged = "body-flattening-changed",
    /// There is another model.
    ModelAdded = "model-added",
    /// A model is gone.
    ModelRemoved = "model-removed",
    /// A model has another name.
    ModelRenamed = "model-renamed",
    /// A model travels in other directions.
    ModelUsageChanged = "model-usage-changed",
    /// There is another property.
    PropertyAdded = "property-added",
    /// A property is gone.
    PropertyRemoved = "property-removed",
    /// A property has another name in Rust.
    PropertyRenamed = "property-renamed",
    /// A property has another type.
    PropertyTypeChanged = "property-type-changed",
    /// A property has another format of the same type.
    PropertyFormatChanged = "property-format-changed",
    /// A property is in a `Box` now, or no longer.
    PropertyBoxingChanged = "property-boxing-changed",
    /// A property is always there now.
    PropertyRequired = "property-required",
    /// A property may be missing now.
    PropertyOptional = "property-optional",
    /// A property may be null now, or no longer.
    PropertyNullabilityChanged = "property-nullability-changed",
    /// Only the service sets a property now.
    PropertyReadOnly = "property-read-only",
    /// Callers may set a property now.
    PropertyWritable = "property-writable",
    /// A property is secret now, or no longer.
    PropertySecrecyChanged = "property-secrecy-changed",
    /// The service takes another value where none is given.
    DefaultChanged = "default-changed",
    /// The service refuses more.
    ConstraintTightened = "constraint-tightened",
    /// The service refuses less.
    ConstraintLoosened = "constraint-loosened",
    /// There is another enum.
    EnumAdded = "enum-added",
    /// An enum is gone.
    EnumRemoved = "enum-removed",
    /// An enum has another name.
    EnumRenamed = "enum-renamed",
    /// An enum lists another value.
    EnumValueAdded = "enum-value-added",
    /// An enum does not list a value any more.
    EnumValueRemoved = "enum-value-removed",
    /// A value of an enum has another name in Rust.
    EnumValueRenamed = "enum-value-renamed",
    /// An enum may have values that are not listed now.
    EnumOpened = "enum-opened",
    /// An enum has only the listed values now.
    EnumClosed = "enum-closed",
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
