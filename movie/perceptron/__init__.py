"""Classifiers of one hidden layer over the encoder's vectors: what they say, and how they learn it."""

from .network import Perceptron

__all__ = ["Perceptron"]
