# Inheritance, overriding, calling the parent's method three ways.
class Animal:
    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name} makes a sound"


class Dog(Animal):
    def speak(self):
        return super().speak() + ": woof"


class Puppy(Dog):
    def __init__(self, name, age):
        super(Puppy, self).__init__(name)
        self.age = age

    def speak(self):
        return Animal.speak(self) + " | " + Dog.speak(self) + " | " + super(Dog, self).speak()


print(Animal("a").speak(), Dog("d").speak(), Puppy("p", 1).speak(), sep="\n")
print(isinstance(Puppy("x", 2), Animal), issubclass(Dog, Animal), issubclass(Animal, Dog), Puppy.__bases__)
print(Puppy.__base__.__name__)
