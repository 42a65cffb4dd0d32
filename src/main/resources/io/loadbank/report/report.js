// Shows the numbers under the pointer; the page needs none of it.
for (const chart of document.querySelectorAll('.chart')) {
  const data = chart.querySelector('.data'), picture = chart.querySelector('svg.p');
  if (!data) continue;
  const rows = [...data.rows], length = Number(data.dataset.ms);
  const names = [...chart.querySelectorAll('.key')].map(key => key.textContent);
  const cursor = picture.querySelector('.cursor'), tip = document.createElement('div');
  tip.className = 'tip';
  chart.querySelector('.plot').append(tip);
  const hide = () => { tip.style.display = 'none'; cursor.style.visibility = 'hidden'; };
  picture.addEventListener('pointerleave', hide);
  picture.addEventListener('pointermove', event => {
    const box = picture.getBoundingClientRect(), at = (event.clientX - box.left) / box.width * length;
    let best = rows[0];
    for (const row of rows) if (Math.abs(row.dataset.at - at) < Math.abs(best.dataset.at - at)) best = row;
    tip.replaceChildren();
    [...best.cells].forEach((cell, i) => {
      const line = document.createElement('div'), value = document.createElement('b');
      value.textContent = cell.textContent;
      line.append(i ? names[i - 1] + ' ' : '', value);
      tip.append(line);
    });
    const x = best.dataset.at / length * box.width;
    cursor.setAttribute('x1', x);
    cursor.setAttribute('x2', x);
    cursor.style.visibility = 'visible';
    tip.style.display = 'block';
    const left = chart.querySelector('svg.y').getBoundingClientRect().width + x;
    tip.style.left = (x > box.width / 2 ? left - tip.offsetWidth - 10 : left + 10) + 'px';
  });
}
