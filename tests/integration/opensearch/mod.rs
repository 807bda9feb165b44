//! What the backend takes for granted of OpenSearch, asked of a real one.
//!
//! ```sh
//! export SEARCH_TEST_OPENSEARCH=$(.ci/opensearch /tmp/one)
//! .ci/opensearch /tmp/three 3 && export SEARCH_TEST_OPENSEARCH_DIR=/tmp/three
//! cargo test --test integration opensearch -- --ignored
//! ```

#[cfg(all(feature = "opensearch", feature = "serve"))]
mod alike;
mod cluster;
mod phrases;
mod probes;
mod pruning;
#[cfg(all(feature = "opensearch", feature = "serve"))]
mod remote;
mod scores;
mod server;
mod stream;
