//! Rules of IANA time zones for the engine, which knows no names: jiff with its bundled database, the same on
//! every machine.
