//! Memory for a module that holds one conversation: blocks of powers of two, given back to lists by size.
//!
//! The allocator of the standard library weighs more than the engine's routing. This one never joins blocks
//! and never returns memory to the page; a conversation asks for the same few sizes again and again.
//! A module has one thread, so plain loads and stores are enough; atomics are how safe code writes a static.

use std::alloc::{GlobalAlloc, Layout};
use std::arch::wasm32::{memory_grow, memory_size};
use std::ptr::{null_mut, with_exposed_provenance_mut};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

const PAGE: usize = 65_536;
/// Smallest block, and the alignment of every block.
const BLOCK_MIN: usize = 16;

/// The allocator.
pub struct Heap {
    /// First free block of every power of two; each holds the address of the next, 0 is the end.
    free: [AtomicUsize; 32],
    /// Where memory begins that was never given out, and where it ends.
    fresh: AtomicUsize,
    end: AtomicUsize,
}

impl Heap {
    /// Nothing given out yet.
    pub const fn new() -> Self {
        Self {
            free: [const { AtomicUsize::new(0) }; 32],
            fresh: AtomicUsize::new(0),
            end: AtomicUsize::new(0),
        }
    }

    /// The size of the block that holds so many bytes.
    fn block(size: usize) -> usize {
        size.max(BLOCK_MIN).next_power_of_two()
    }

    fn list(&self, block: usize) -> &AtomicUsize {
        &self.free[block.trailing_zeros() as usize & 31]
    }

    /// Takes memory that was never given out, asking the page for more when there is none.
    fn carve(&self, block: usize) -> usize {
        let end = memory_size(0) * PAGE;
        // Memory that was there before the first call belongs to statics and the stack.
        let start = if self.end.load(Relaxed) == 0 { end } else { self.fresh.load(Relaxed) };
        let short = (start + block).saturating_sub(end);
        if short > 0 && memory_grow(0, short.div_ceil(PAGE)) == usize::MAX {
            return 0;
        }
        self.end.store(1, Relaxed);
        self.fresh.store(start + block, Relaxed);
        start
    }
}

// SAFETY: a block is carved once and is in at most one list or one hand at a time; blocks are as large as asked
// and begin at multiples of 16, the largest alignment asked for (more is refused).
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > BLOCK_MIN || layout.size() > 1 << 30 {
            return null_mut();
        }
        let block = Self::block(layout.size());
        let list = self.list(block);
        let mut at = list.load(Relaxed);
        if at == 0 {
            at = self.carve(block);
        } else {
            // SAFETY: a free block holds the address of the next one.
            list.store(unsafe { with_exposed_provenance_mut::<usize>(at).read() }, Relaxed);
        }
        with_exposed_provenance_mut(at)
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        let list = self.list(Self::block(layout.size()));
        // SAFETY: the block is ours again and holds at least 16 bytes.
        unsafe { at.cast::<usize>().write(list.load(Relaxed)) };
        list.store(at.expose_provenance(), Relaxed);
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if Self::block(layout.size()) == Self::block(size) {
            return at;
        }
        // SAFETY: the caller promises a size that a layout may have.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                at.copy_to_nonoverlapping(new, size.min(layout.size()));
                self.dealloc(at, layout);
            }
            new
        }
    }
}
