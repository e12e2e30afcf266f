//! Writes the table of the embedded edition (every article of `seeds/`, in sorted order), and gives the reading a version:
//! a number that is another one whenever its code or its words are.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=seeds");
    let home = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut paths = Vec::new();
    for entry in fs::read_dir(Path::new(&home).join("seeds")).into_iter().flatten() {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "txt") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut table = String::from("&[\n");
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        table.push_str(&format!("    ({:?}, include_str!({:?})),\n", format!("edition/{name}"), path));
    }
    table.push_str("]\n");
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("edition.rs"), table)?;
    println!("cargo::rustc-env=QUOTIDIAN_ENGINE={}", engine(Path::new(&home))?);
    Ok(())
}

/// A number made of all that a reading depends on: 32 bits of FNV-1a.
fn engine(home: &Path) -> io::Result<u32> {
    let mut hash = 0x811c_9dc5_u32;
    for place in ["src/reading", "src/text", "assets/words"] {
        println!("cargo::rerun-if-changed={place}");
        for path in files(&home.join(place))? {
            for byte in fs::read(&path)?.into_iter().filter(|byte| *byte != b'\r') {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
    }
    Ok(hash)
}

/// Every file below a folder, in sorted order.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut list = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { list.extend(files(&path)?) } else { list.push(path) }
    }
    list.sort();
    Ok(list)
}
