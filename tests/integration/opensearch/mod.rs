//! The backend in OpenSearch, and what it takes for granted, with a real one.
//!
//! ```sh
//! export SEARCH_TEST_OPENSEARCH=$(.ci/opensearch /tmp/one)
//! .ci/opensearch /tmp/three 3 && export SEARCH_TEST_OPENSEARCH_DIR=/tmp/three
//! cargo test --features opensearch --test integration opensearch -- --ignored
//! ```

#[cfg(feature = "serve")]
mod alike;
mod backup;
mod cluster;
mod killed;
mod node_lost;
mod nodes;
mod phrases;
mod probes;
mod pruning;
mod rebuilt;
mod refused;
mod remote;
mod scores;
mod secrets;
mod server;
mod stream;
