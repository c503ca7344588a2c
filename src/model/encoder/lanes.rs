//! Sums, exponentials and norms in single precision. Sums run in eight lanes that are added in one fixed order, so that a
//! compiler may use wide registers and no machine may round differently.

/// Lanes of a sum.
const LANES: usize = 8;
/// Kept from dividing by nothing; BERT's own value.
const EPSILON: f32 = 1e-12;

/// The sum of products of two rows of the same length, a multiple of eight.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (a, b) = (a.as_chunks::<LANES>().0, b.as_chunks::<LANES>().0);
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    total(lanes)
}

#[inline(always)]
fn total([a, b, c, d, e, f, g, h]: [f32; LANES]) -> f32 {
    ((a + e) + (b + f)) + ((c + g) + (d + h))
}

#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (eights, rest) = row.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for eight in eights {
        for lane in 0..LANES {
            lanes[lane] += of(eight[lane]);
        }
    }
    rest.iter().fold(total(lanes), |sum, x| sum + of(*x))
}

/// Gives a row the mean 0 and the variance 1, then its learnt weight and bias.
#[inline(always)]
pub fn normalise(row: &mut [f32], weight: &[f32], bias: &[f32]) {
    let count = row.len() as f32;
    let mean = sum(row, |x| x) / count;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / count;
    let scale = 1.0 / (variance + EPSILON).sqrt();
    for ((x, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
        *x = (*x - mean) * scale * weight + bias;
    }
}

/// Turns scores into shares of one.
#[inline(always)]
pub fn softmax(row: &mut [f32]) {
    let most = row.iter().copied().fold(f32::MIN, f32::max);
    for x in row.iter_mut() {
        *x = exp(*x - most);
    }
    let share = 1.0 / sum(row, |x| x);
    for x in row {
        *x *= share;
    }
}

/// The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016).
#[inline(always)]
pub fn gelu(row: &mut [f32]) {
    for x in row {
        // tanh(y) = 1 − 2 ÷ (1 + e^2y), so that ½(1 + tanh(y)) = 1 − 1 ÷ (1 + e^2y).
        let twice = 1.595_769 * (*x + 0.044_715 * *x * *x * *x);
        *x -= *x / (1.0 + exp(twice));
    }
}

/// e to the power of x to about 5 digits, the same on every machine: no call of a mathematical library.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    /// Adding it leaves the whole number nearest to a small one in the low bits.
    const SHIFT: f32 = 12_582_912.0;
    let power = x.clamp(-87.0, 87.0) * std::f32::consts::LOG2_E;
    let shifted = power + SHIFT;
    let part = (power - (shifted - SHIFT)) * std::f32::consts::LN_2;
    // The Taylor series on |part| ≤ ½ ln 2.
    let mut value = 1.0 / 720.0;
    for term in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        value = value * part + term;
    }
    f32::from_bits(value.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for step in -800..800 {
            let x = step as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 2e-5, "{x}: {} {}", exp(x), x.exp());
        }
        assert!(exp(-1000.0) < 1e-30 && exp(1000.0) > 1e30);
    }

    #[test]
    fn gelu_passes_large_values_and_stops_small_ones() {
        let mut row = [-10.0, -1.0, 0.0, 1.0, 10.0];
        gelu(&mut row);
        for (got, want) in row.iter().zip([0.0, -0.1588, 0.0, 0.8412, 10.0]) {
            assert!((got - want).abs() < 1e-3, "{row:?}");
        }
    }

    #[test]
    fn shares_add_up() {
        let mut row = [1.0, 2.0, 3.0, -50.0];
        softmax(&mut row);
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6 && row[2] > row[1] && row[3] < 1e-9);
        let mut row: Vec<f32> = (0..16).map(|x| x as f32).collect();
        normalise(&mut row, &[2.0; 16], &[1.0; 16]);
        assert!((row.iter().sum::<f32>() / 16.0 - 1.0).abs() < 1e-5);
    }
}
