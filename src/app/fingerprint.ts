import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/** SHA-256 of a file, in hexadecimal. */
export const fingerprintOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
