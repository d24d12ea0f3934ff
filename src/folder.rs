//! A project folder on disk: loading, saving all or nothing, the journal.
