//! Numbers that stand for bytes: FNV-1a, the same on every machine and in every version, unlike the hashes of the
//! standard library. Enough to notice a change and to divide evenly; no protection against anybody.

/// The number of 32 bits of some bytes.
pub fn fnv32(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The number of 64 bits of some bytes that follow those of an earlier number; 0 when none came before.
pub fn fnv64(before: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(before ^ 0xcbf2_9ce4_8422_2325, step)
}
