//! Floor 4: what the program leaves on the disk.

pub mod paper;
