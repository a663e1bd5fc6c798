/** What is held of many files until the end is held deflated, and unpacked each time it is asked for. */
import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

export type Packed<Value> = Uint8Array & { readonly of?: Value };

/** Whatever can be sent to a thread. */
export const packed = <Value>(value: Value): Packed<Value> => deflated(serialize(value));

export const unpacked = <Value>(bytes: Packed<Value>): Value => deserialize(inflateRawSync(bytes)) as Value;

/** A copy: what zlib returns is a piece of the 16 kB that it was written into, and would hold them all. */
export const deflated = (bytes: Uint8Array): Uint8Array => new Uint8Array(deflateRawSync(bytes));
