//! The package that a registry would take: small enough for one, with the weights in it.

use std::process::Command;

use crate::support::root;

/// Bytes of the compressed package; registries take 10 MB.
const MOST: u64 = 9_000_000;

#[test]
fn the_package_is_small_and_holds_the_weights() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let output = Command::new(env!("CARGO"))
        .args(["package", "--no-verify", "--allow-dirty", "--offline", "--quiet", "--target-dir"])
        .arg(folder.path())
        .current_dir(root())
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let name = format!("package/copydesk-{}.crate", env!("CARGO_PKG_VERSION"));
    let size = std::fs::metadata(folder.path().join(name)).expect("the package is there").len();
    let weights = std::fs::metadata(root().join("src/lexicon/encoder.bin")).expect("weights are there").len();
    assert!(size <= MOST, "the package has {size} bytes");
    assert!(size > weights / 2, "the package lacks the weights");
}
