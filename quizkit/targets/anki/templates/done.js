root.classList.add("qk-done");
