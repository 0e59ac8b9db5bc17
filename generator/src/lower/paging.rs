//! Lists that come in pages: Azure's `x-ms-pageable`.

use openapiv3::{Operation as OperationObject, Schema};
use serde_json::Value;

use super::object::Object;
use super::reference::References;
use crate::code::Code;
use crate::ir::{Paging, Scalar, Success, Type};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems};

/// The pages of the operation at `at`, if its answers are pages. Without
/// `nextLinkName` all items are in one answer.
pub(super) fn lower(
    references: &References<'_>,
    operation: &OperationObject,
    success: &Success,
    at: &Pointer,
) -> Result<Option<Paging>, Problems> {
    let at = at.child("x-ms-pageable");
    let Some(extension) = operation.extensions.get("x-ms-pageable") else {
        return Ok(None);
    };
    let text = |keyword: &str| extension.get(keyword).and_then(Value::as_str);
    let Some(next_link) = text("nextLinkName") else {
        return Ok(None);
    };
    let items = text("itemName").unwrap_or("value");
    let refused =
        |code, message: String| -> Problem { references.document.problem(code, &at, message) };
    let Some(page) = &success.body else {
        return Err(refused(
            Code::NotPages,
            "the operation has no pages: its answer has no body".to_owned(),
        )
        .into());
    };
    let (_, component) = references.component::<Schema>(&page.0, &at)?;
    let found = references.follow(component.part, component.at)?;
    let object = Object::of(references, found.part, &found.at)?;
    let is_list = object
        .property(items)
        .is_some_and(|items| matches!(items.ty, Type::Array(_)));
    let link = object.property(next_link);
    let is_link =
        link.is_some_and(|link| matches!(link.ty, Type::Scalar(Scalar::String | Scalar::Uri)));
    if !is_list || !is_link {
        let message = format!(
            "a page must have a list `{items}` and a text `{next_link}`, but `{}` has not both",
            page.0
        );
        let problem = refused(Code::NotPages, message);
        let known = || object.properties.iter().map(|part| part.wire);
        let is_absent = |name: &&str| known().all(|known| known != *name);
        let absent = [items, next_link].into_iter().find(is_absent);
        let meant = absent.and_then(|name| references.suggestions.meant(name, known()));
        return Err(problem.help_if(meant).into());
    }
    if link.is_some_and(|link| link.secret) {
        let message = format!("the link `{next_link}` is secret, which is not supported");
        return Err(refused(Code::NotPages, message).into());
    }
    Ok(Some(Paging {
        items: items.to_owned(),
        next_link: next_link.to_owned(),
    }))
}
