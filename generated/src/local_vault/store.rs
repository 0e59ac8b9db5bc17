// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Where the keys are kept: a database in a folder or in memory, each change a
//! transaction that is on the disk before it is acknowledged.

use std::fmt;
use std::path::Path;
use std::sync::{PoisonError, RwLock};

use redb::backends::InMemoryBackend;
use redb::{Database, ReadableTable as _, TableDefinition};

use super::record::Record;
use super::{private, words};
use crate::encode_json;
use crate::server::Refusal;

/// The database in its folder, and while it is made.
const FILE: &str = "vault.redb";
const BEGINNING: &str = "vault.redb.new";
/// Records by the key's name in lower case, as JSON.
const KEYS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("keys");
/// What the vault knows of itself, by name.
const FACTS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("facts");

/// The database, until the vault stops. Whoever uses it holds the lock.
pub(super) struct Store(RwLock<Option<Database>>);

#[derive(Debug)]
pub(super) enum StoreError {
    /// The vault has stopped.
    Closed,
    /// The disk is full, or another vault has the folder.
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    /// Whether another vault has the database.
    fn is_locked(&self) -> bool {
        let Self::Broken(error) = self else {
            return false;
        };
        let error = error.downcast_ref::<redb::DatabaseError>();
        matches!(error, Some(redb::DatabaseError::DatabaseAlreadyOpen))
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => f.write_str("it has stopped"),
            Self::Broken(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {}

macro_rules! from {
    ($($error:ty)*) => {$(
        impl From<$error> for StoreError {
            fn from(error: $error) -> Self {
                Self::Broken(Box::new(error))
            }
        }
    )*};
}

from!(redb::Error redb::DatabaseError redb::TransactionError redb::TableError redb::StorageError
    redb::CommitError serde_json::Error std::io::Error);

/// The vault cannot do anything without its store.
impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Closed => words::stopped(),
            StoreError::Broken(_) => words::internal(&error),
        }
    }
}

impl Store {
    /// The store in a folder, which is made if need be, or one in memory.
    pub(super) fn open(folder: Option<&Path>) -> Result<Self, StoreError> {
        let Some(folder) = folder else {
            let database = Database::builder().create_with_backend(InMemoryBackend::new())?;
            return Self::with_tables(database);
        };
        private::create_folder(folder)?;
        let path = folder.join(FILE);
        if !path.exists() {
            // A database that is only half made cannot be opened: it gets its name
            // once it is whole.
            let beginning = folder.join(BEGINNING);
            drop(Self::begin(&beginning)?);
            std::fs::rename(&beginning, &path)?;
            private::sync_folder(folder)?;
        }
        Ok(Self(RwLock::new(Some(Database::open(path)?))))
    }

    /// A new database, in the place of one that was not finished.
    fn begin(path: &Path) -> Result<Self, StoreError> {
        let begun = |path| -> Result<Self, StoreError> {
            let file = private::create_file(path)?;
            Self::with_tables(Database::builder().create_file(file)?)
        };
        match begun(path) {
            // Another vault is about to make it.
            Err(error) if error.is_locked() => Err(error),
            Err(_) => {
                std::fs::remove_file(path)?;
                begun(path)
            }
            Ok(store) => Ok(store),
        }
    }

    /// Whoever reads before the first change finds empty tables.
    fn with_tables(database: Database) -> Result<Self, StoreError> {
        let transaction = database.begin_write()?;
        transaction.open_table(KEYS)?;
        transaction.open_table(FACTS)?;
        transaction.commit()?;
        Ok(Self(RwLock::new(Some(database))))
    }

    /// Waits for what is being read or written, and gives the folder back. From then
    /// on nothing is read or written.
    pub(super) fn close(&self) {
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    fn with<T>(
        &self,
        work: impl FnOnce(&Database) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let database = self.0.read().unwrap_or_else(PoisonError::into_inner);
        work(database.as_ref().ok_or(StoreError::Closed)?)
    }

    /// A fact, or what `make` makes of it the first time.
    pub(super) fn fact(
        &self,
        name: &str,
        make: impl FnOnce() -> Vec<u8>,
    ) -> Result<Vec<u8>, StoreError> {
        self.with(|database| {
            let transaction = database.begin_write()?;
            let mut facts = transaction.open_table(FACTS)?;
            let known = facts.get(name)?.map(|fact| fact.value().to_vec());
            let fact = match known {
                Some(fact) => fact,
                None => {
                    let fact = make();
                    facts.insert(name, fact.as_slice())?;
                    fact
                }
            };
            drop(facts);
            transaction.commit()?;
            Ok(fact)
        })
    }

    /// The record of a key.
    pub(super) fn get(&self, name: &str) -> Result<Option<Record>, StoreError> {
        self.with(|database| {
            let keys = database.begin_read()?.open_table(KEYS)?;
            let found = keys.get(name.to_ascii_lowercase().as_str())?;
            found.map(|record| read(record.value())).transpose()
        })
    }

    /// The records behind a name, in the order of names, as far as `wanted` says.
    pub(super) fn list(
        &self,
        behind: &str,
        mut wanted: impl FnMut(Record) -> bool,
    ) -> Result<(), StoreError> {
        self.with(|database| {
            let keys = database.begin_read()?.open_table(KEYS)?;
            let from = std::ops::Bound::Excluded(behind);
            for entry in keys.range::<&str>((from, std::ops::Bound::Unbounded))? {
                if !wanted(read(entry?.1.value())?) {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Changes the record of a key, all or nothing: `change` takes what is there
    /// and gives what shall be there, `None` for nothing.
    pub(super) fn change<T>(
        &self,
        name: &str,
        change: impl FnOnce(Option<Record>) -> Result<(Option<Record>, T), Refusal>,
    ) -> Result<T, Refusal> {
        let name = name.to_ascii_lowercase();
        self.with(|database| {
            let transaction = database.begin_write()?;
            let mut keys = transaction.open_table(KEYS)?;
            let found = keys.get(name.as_str())?.map(|record| read(record.value()));
            let (record, given) = match change(found.transpose()?) {
                Ok(changed) => changed,
                Err(refusal) => return Ok(Err(refusal)),
            };
            match record {
                Some(record) => keys.insert(name.as_str(), encode_json(&record)?.as_ref())?,
                None => keys.remove(name.as_str())?,
            };
            drop(keys);
            transaction.commit()?;
            Ok(Ok(given))
        })?
    }
}

fn read(record: &[u8]) -> Result<Record, StoreError> {
    Ok(serde_json::from_slice(record)?)
}
