// What one iteration computes: JSON there and back, a loop, no I/O. Imported by node, and put into a script for Loadbank and k6.
const document = JSON.stringify({
  items: Array.from({ length: 20 }, (_, i) => ({ id: i, name: `item ${i}`, price: i * 1.5, tags: ['a', 'b', 'c'] })),
});

export function compute() {
  const parsed = JSON.parse(document);
  let sum = 0;
  for (let i = 0; i < 500; i++) {
    const item = parsed.items[i % parsed.items.length];
    sum += item.price + item.name.length + item.tags.length;
  }
  return sum + JSON.stringify(parsed).length;
}

export const EXPECTED = compute();
