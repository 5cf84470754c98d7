export module frame;

export import :header;
export import :codec;
