// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What a client gives back: the model, and what came with it.

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::service_error::request_id;
use super::{Error, Operation};

/// The output of an operation with the status and headers of the answer.
#[derive(Debug, Clone)]
pub struct ResponseValue<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> ResponseValue<T> {
    /// Reads an operation's answer, keeping its status and headers.
    ///
    /// # Errors
    ///
    /// As for [`Operation::response`].
    pub fn read<O: Operation<Output = T>>(response: Response<Bytes>) -> Result<Self, Error> {
        let (status, headers) = (response.status(), response.headers().clone());
        O::response(response).map(|value| Self {
            value,
            status,
            headers,
        })
    }

    /// What the service answered.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// What the service answered, without the rest.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// `x-ms-request-id`, by which Azure's support finds the request.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}
