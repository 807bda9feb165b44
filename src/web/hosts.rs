//! By which names this server may be asked: the defence against DNS rebinding.
//!
//! A page of another site can make its own name lead to this machine and then read what is served
//! here as its own. It cannot change the name that the browser sends.

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::Authority;

/// The names of this machine to itself.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// How a name is written that a proxy encrypts.
const ENCRYPTED: &str = "https://";

/// The names that are answered to, whatever the port.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    names: Vec<String>,
    /// Those of them whose pages a proxy encrypts.
    encrypted: Vec<String>,
}

impl Hosts {
    /// The names of a loopback address, that of the address that is bound, and `more`, which begin with
    /// `https://` where a proxy encrypts what is asked by them.
    pub(super) fn of(bound: SocketAddr, more: &[String]) -> Self {
        let mut names: Vec<String> = LOOPBACK.map(str::to_string).to_vec();
        if !bound.ip().is_unspecified() {
            names.push(match bound.ip() {
                IpAddr::V4(ip) => ip.to_string(),
                IpAddr::V6(ip) => format!("[{ip}]"),
            });
        }
        let more = more.iter().map(|name| name.to_ascii_lowercase());
        let (encrypted, plain): (Vec<_>, Vec<_>) =
            more.partition(|name| name.starts_with(ENCRYPTED));
        let encrypted: Vec<String> =
            encrypted.iter().map(|name| name[ENCRYPTED.len()..].to_string()).collect();
        names.extend(plain.into_iter().chain(encrypted.iter().cloned()));
        Self { names, encrypted }
    }

    /// The scheme of addresses with the name of a `Host` header.
    pub(super) fn scheme(&self, header: &str) -> &'static str {
        let named = header.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if self.encrypted.contains(&named) { "https" } else { "http" }
    }

    /// Whether a `Host` header names this server.
    pub(super) fn allow(&self, header: &str) -> bool {
        let Ok(authority) = header.parse::<Authority>() else { return false };
        let named = authority.host().to_ascii_lowercase();
        // What follows the name may only be a port: the parser takes `[::1].evil` for `[::1]`.
        let is_whole = match authority.port() {
            Some(port) => header.len() == named.len() + 1 + port.as_str().len(),
            None => header.len() == named.len(),
        };
        is_whole && self.names.contains(&named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_server_are_allowed_on_any_port() {
        let bound = "192.168.1.9:7777".parse().expect("an address");
        let more = ["Policy.Example.org".into(), "https://Sealed.example.org".into()];
        let hosts = Hosts::of(bound, &more);
        assert_eq!(hosts.scheme("policy.example.org"), "http");
        assert_eq!(hosts.scheme("sealed.example.org:443"), "https");
        for name in [
            "localhost",
            "LOCALHOST:1",
            "127.0.0.1:7777",
            "[::1]",
            "[::1]:7777",
            "192.168.1.9:80",
            "policy.example.org:443",
            "sealed.example.org",
        ] {
            assert!(hosts.allow(name), "{name}");
        }
        for name in [
            "",
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil",
            "[::1].evil",
            "0.0.0.0",
            "user@localhost",
            "localhost:x",
            "localhost/",
            "::1",
            "127.0.0.2",
            "policy.example.org.evil",
        ] {
            assert!(!hosts.allow(name), "{name}");
        }
        let everywhere = Hosts::of("0.0.0.0:7777".parse().expect("an address"), &[]);
        assert!(!everywhere.allow("0.0.0.0:7777"));
    }
}
