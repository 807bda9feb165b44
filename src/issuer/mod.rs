//! The registry of issuing bodies.
