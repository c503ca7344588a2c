//! Reads weights from bytes: sizes, text, half-precision numbers, packed whole numbers.

/// Why weights cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Another kind of file, or another version.
    #[error("these are no encoder weights of this version")]
    OtherVersion,
    /// Bytes are missing or left over.
    #[error("the encoder weights are damaged")]
    Damaged,
}

/// Takes one part after the other.
pub struct Reader {
    rest: &'static [u8],
}

impl Reader {
    /// Behind the magic words.
    pub fn new(bytes: &'static [u8], magic: &[u8]) -> Result<Self, Unreadable> {
        bytes.strip_prefix(magic).map(|rest| Self { rest }).ok_or(Unreadable::OtherVersion)
    }

    /// The next bytes.
    pub fn bytes(&mut self, count: usize) -> Result<&'static [u8], Unreadable> {
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(Unreadable::Damaged)?;
        self.rest = rest;
        Ok(bytes)
    }

    /// Sizes of 32 bits, lowest byte first.
    pub fn sizes<const N: usize>(&mut self) -> Result<[usize; N], Unreadable> {
        let bytes = self.bytes(N * 4)?;
        Ok(std::array::from_fn(|at| {
            let four = bytes[at * 4..at * 4 + 4].try_into().unwrap_or_default();
            u32::from_le_bytes(four) as usize
        }))
    }

    /// The next bytes as text.
    pub fn text(&mut self, count: usize) -> Result<&'static str, Unreadable> {
        std::str::from_utf8(self.bytes(count)?).map_err(|_| Unreadable::Damaged)
    }

    /// Numbers in half precision (IEEE 754 binary16, lowest byte first).
    pub fn floats(&mut self, count: usize) -> Result<Vec<f32>, Unreadable> {
        let bytes = self.bytes(count * 2)?;
        Ok(bytes.chunks_exact(2).map(|two| half(u16::from_le_bytes([two[0], two[1]]))).collect())
    }

    /// Nothing may be left.
    pub fn end(self) -> Result<(), Unreadable> {
        if self.rest.is_empty() { Ok(()) } else { Err(Unreadable::Damaged) }
    }
}

/// A number in half precision; weights hold no infinities.
fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let fraction = f32::from(bits & 0x3ff);
    match bits >> 10 & 0x1f {
        0 => sign * fraction * 2f32.powi(-24),
        exponent => sign * (1.0 + fraction / 1024.0) * 2f32.powi(i32::from(exponent) - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_half_precision() {
        let cases =
            [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (0x0001, 5.960_464_5e-8), (0, 0.0)];
        for (bits, value) in cases {
            assert_eq!(half(bits), value);
        }
    }

    #[test]
    fn names_what_is_wrong() {
        assert_eq!(Reader::new(b"other", b"magic").err(), Some(Unreadable::OtherVersion));
        let mut reader = Reader::new(b"magic\x01\x00", b"magic").expect("the magic words are there");
        assert_eq!(reader.floats(2), Err(Unreadable::Damaged));
        assert_eq!(reader.end(), Err(Unreadable::Damaged));
    }
}
