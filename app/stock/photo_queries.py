"""Reads the photos of cars for sale and of cars that are appraised."""

from sqlalchemy.orm import Session

from app import photos
from app.photos import PhotoRow, PhotosOf, WholePhoto
from db.tables.photos import CarPhoto


def pdi_photos(session: Session, car_id: int) -> tuple[PhotoRow, ...]:
    """The photos of the inspections of a car for sale, without their bytes."""
    return photos.rows(session, PhotosOf(CarPhoto.stock_car_id, car_id))


def appraisal_photos(session: Session, appraisal_id: int) -> tuple[PhotoRow, ...]:
    """The photos of a car that is appraised, without their bytes."""
    return photos.rows(session, PhotosOf(CarPhoto.appraisal_id, appraisal_id))


def picture(session: Session, photo_id: int) -> bytes | None:
    """The JPEG of one photo; None where it was removed."""
    return photos.picture(session, CarPhoto, id=photo_id)


def whole_pdi_photos(session: Session, car_id: int) -> tuple[WholePhoto, ...]:
    """The photos of the inspections with their bytes, for the sheet."""
    return photos.whole(session, PhotosOf(CarPhoto.stock_car_id, car_id))


def whole_appraisal_photos(session: Session, appraisal_id: int) -> tuple[WholePhoto, ...]:
    """The photos of an appraised car with their bytes, for its paper."""
    return photos.whole(session, PhotosOf(CarPhoto.appraisal_id, appraisal_id))
