//! Models: numbers in, numbers out. They know nothing of stories; what a number stands for is the caller's business.

pub mod perceptron;
