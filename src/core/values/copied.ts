/** A piece of a text holds all of that text in V8; of this one only itself is held. To be remembered longer than the text. */
export const copied = (piece: string): string => `${piece} `.slice(0, -1);
