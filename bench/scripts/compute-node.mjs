// Lets node compute on THREADS threads for SECONDS and prints how often it did: an orientation, no load generator.
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { compute, EXPECTED } from './compute.mjs';

const [threads, seconds] = process.argv.slice(2).map(Number);
if (isMainThread) {
  const counts = Array.from({ length: threads }, () => new Promise((done, failed) => {
    new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) }).on('message', done).on('error', failed);
  }));
  console.log((await Promise.all(counts)).reduce((a, b) => a + b));
} else {
  let count = 0;
  for (const end = performance.now() + seconds * 1000; performance.now() < end; count++) {
    if (compute() !== EXPECTED) {
      throw new Error('the sum is wrong');
    }
  }
  parentPort.postMessage(count);
}
