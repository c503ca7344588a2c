//! The package that a registry would take: small enough for one, with the weights in it.

use std::fs;
use std::process::Command;

use copydesk::document::Format;

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

#[test]
fn every_package_has_the_same_version() {
    let version = env!("CARGO_PKG_VERSION");
    for (path, count) in [
        ("pyproject.toml", 2),
        ("integrations/npm/package.json", 6),
        ("integrations/mega-linter-plugin-copydesk/copydesk.megalinter-descriptor.yml", 1),
    ] {
        let text = fs::read_to_string(root().join(path)).expect("it can be read");
        let named =
            text.matches(&format!("\"{version}\"")).count() + text.matches(&format!("=={version}")).count();
        assert_eq!(named, count, "{path} names {version}");
    }
}

#[test]
fn hooks_take_every_file_whose_name_says_that_it_is_copy() {
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("it can be read");
    let plugin = "integrations/mega-linter-plugin-copydesk/copydesk.megalinter-descriptor.yml";
    let plugin = fs::read_to_string(root().join(plugin)).expect("it can be read").replace('.', "");
    for extension in Format::ALL.iter().flat_map(|format| format.extensions()) {
        let optional = extension.strip_suffix('l').map(|short| format!("{short}l?"));
        let named = |text: &str| {
            text.split(['|', '(', ')', ',', ' ', '[', ']'])
                .any(|one| one == *extension || Some(one) == optional.as_deref())
        };
        assert!(named(&hooks) || *extension == "htm", "the hooks leave out .{extension}");
        assert!(named(&plugin), "the MegaLinter plug-in leaves out .{extension}");
    }
}
