import { z } from 'zod';

// The content policy forbids building functions from text, which zod would otherwise try.
z.config({ jitless: true });
