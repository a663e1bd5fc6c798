import { z } from 'zod';

// Before any schema is made: zod would try to compile parsers with `new Function`, which the pages' policy refuses.
z.config({ jitless: true });
