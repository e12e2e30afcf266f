//! Benchmarks of the reading.

fn main() {
    divan::main();
}
