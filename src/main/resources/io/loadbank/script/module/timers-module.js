({ clearInterval, clearTimeout, setInterval, setTimeout });
