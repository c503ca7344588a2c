//! What this room's tests look at.

use super::{Document, Role};

/// The words of each block, and what they are.
pub fn blocks(document: &Document) -> Vec<(Role, &str)> {
    document.blocks().iter().map(|block| (block.role, block.span.of(document.text()))).collect()
}
