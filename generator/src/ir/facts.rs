//! What two documents must agree in to describe the same API.

use super::{Api, Docs};
use crate::pointer::Pointer;

impl Api {
    /// The same API without prose, samples and places, and in the order of
    /// names: two documents that say the same in other words, and in another
    /// order, are equal in this.
    pub fn facts(mut self) -> Self {
        fn forget(at: &mut Pointer, docs: &mut Docs) {
            *at = Pointer::root();
            *docs = Docs::default();
        }
        self.document.clear();
        self.title.clear();
        for operation in &mut self.operations {
            forget(&mut operation.at, &mut operation.docs);
            operation.example = None;
            for parameter in &mut operation.parameters {
                forget(&mut parameter.at, &mut parameter.docs);
            }
            if let Some(body) = &mut operation.body {
                forget(&mut body.at, &mut body.docs);
            }
        }
        for model in &mut self.models {
            forget(&mut model.at, &mut model.docs);
            for property in &mut model.properties {
                forget(&mut property.at, &mut property.docs);
            }
        }
        for each in &mut self.enums {
            forget(&mut each.at, &mut each.docs);
            for variant in &mut each.variants {
                forget(&mut variant.at, &mut variant.docs);
            }
        }
        self.operations
            .sort_by(|a, b| a.name.wire.cmp(&b.name.wire));
        self.models.sort_by(|a, b| a.name.wire.cmp(&b.name.wire));
        self.enums.sort_by(|a, b| a.name.wire.cmp(&b.name.wire));
        self
    }
}
