"""What is behind the links of the generated world: films, sounds and pictures, made when they are asked for."""
